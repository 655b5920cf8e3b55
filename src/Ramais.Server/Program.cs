Console.WriteLine("ramais");
